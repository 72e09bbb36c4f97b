// The operator's token out of what was pasted: itself, or all of tokens.json.
export type ReadToken =
  | { readonly token: string }
  | { readonly wrong: 'token_empty' | 'token_not_in_file' | 'token_not_one' };

export function tokenOf(text: string): ReadToken {
  const plain = text.trim();
  if (plain === '') return { wrong: 'token_empty' };
  if (plain.startsWith('{')) return ofFile(plain);
  const one = plain.replace(/^"operator"\s*:\s*/, '').replace(/^"|",?$/g, '');
  // Anything else cannot travel in a header.
  return /^[\x21-\x7e]+$/.test(one) ? { token: one } : { wrong: 'token_not_one' };
}

function ofFile(text: string): ReadToken {
  try {
    const { operator } = JSON.parse(text) as { operator?: unknown };
    if (typeof operator === 'string' && operator !== '') return { token: operator };
  } catch {
    // Said below.
  }
  return { wrong: 'token_not_in_file' };
}
