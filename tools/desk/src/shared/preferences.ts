// What a person chose once for this browser: language, colours. Never a token, never data.
// Private windows may refuse storage; then the choice lasts as long as the page.
export function preference(name: string): string | undefined {
  try {
    return localStorage.getItem(`tanshi.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function setPreference(name: string, value: string): void {
  try {
    localStorage.setItem(`tanshi.${name}`, value);
  } catch {
    // The page goes on with what was chosen.
  }
}
