// Storage of this tab: what a reload needs. Where the browser
// refuses storage, it lasts as long as the page.
const memory = new Map<string, string>();

export const tab_storage = {
  getItem(key: string): string | null {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return memory.get(key) ?? null;
    }
  },
  setItem(key: string, text: string): void {
    try {
      sessionStorage.setItem(key, text);
    } catch {
      memory.set(key, text);
    }
  },
  removeItem(key: string): void {
    try {
      sessionStorage.removeItem(key);
    } catch {
      memory.delete(key);
    }
  },
};
