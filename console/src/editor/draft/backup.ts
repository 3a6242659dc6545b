/** What this browser keeps until the server has it. Texts of templates name no customer. */
export interface Backup {
  text: string;
  writtenAt: string;
}

const keyOf = (id: string) => `followupflows.unsaved.${id}`;

export const backup = {
  read(id: string): Backup | null {
    try {
      const kept = JSON.parse(localStorage.getItem(keyOf(id)) ?? 'null') as Backup | null;
      return typeof kept?.text === 'string' && typeof kept.writtenAt === 'string' ? kept : null;
    } catch {
      return null; // somebody else's, or broken
    }
  },
  write(id: string, text: string): void {
    try {
      localStorage.setItem(keyOf(id), JSON.stringify({ text, writtenAt: new Date().toISOString() } satisfies Backup));
    } catch {
      // full or forbidden: the server has it a second later
    }
  },
  drop(id: string): void {
    localStorage.removeItem(keyOf(id));
  },
};
