// Where participants are sent.

// The address that was typed, made whole. Undefined: it is none.
export function addressOf(typed: string, origin: string): string | undefined {
  const plain = typed.trim();
  if (plain === '') return origin;
  const scheme = /^https:/.test(origin) ? 'https' : 'http';
  if (/\s/.test(plain)) return undefined;
  try {
    const url = new URL(/^[a-z]+:\/\//i.test(plain) ? plain : `${scheme}://${plain}`);
    return /^https?:$/.test(url.protocol) ? url.origin : undefined;
  } catch {
    return undefined;
  }
}

// The code is in the fragment, which no server and no proxy sees.
export function joinLink(address: string, code: string | undefined): string {
  return code ? `${address}/#code=${encodeURIComponent(code)}` : `${address}/`;
}

// Whether an address means each reader's own machine, so that nobody else can use it.
export function isOwnMachine(address: string): boolean {
  const { hostname } = new URL(address);
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
