// What is said over a picture: what it does not do now, and what is the matter with it.

export class Note {
  private trouble = "";
  private facts: string[] = [];

  constructor(private readonly host: HTMLElement) { }

  /** Empty = nothing is the matter. */
  say(trouble: string): void {
    this.trouble = trouble;
    this.write();
  }

  state(facts: readonly (string | null)[]): void {
    this.facts = facts.filter((fact): fact is string => fact !== null);
    this.write();
  }

  private write(): void {
    const text = [...this.facts, this.trouble].join(" ").trim();
    if (this.host.textContent !== text) {
      this.host.textContent = text;
    }
  }
}
