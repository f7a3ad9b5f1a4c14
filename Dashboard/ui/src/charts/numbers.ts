// Numbers as people of the page's language write them.
import type { Forms } from "./options";

export class Numbers {
  private readonly exact: Intl.NumberFormat;
  private readonly loose: Intl.NumberFormat;
  private readonly plural: Intl.PluralRules;

  constructor(locale: string, private readonly unit: string, decimals: number) {
    this.exact = new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    this.loose = new Intl.NumberFormat(locale, { maximumFractionDigits: Math.max(2, decimals) });
    this.plural = new Intl.PluralRules(locale);
  }

  /** With its unit. */
  value(value: number | null | undefined): string {
    return value === null || value === undefined ? "–" : this.exact.format(value) + (this.unit === "" ? "" : `\u00A0${this.unit}`);
  }

  bare(value: number): string {
    return this.loose.format(value);
  }

  form(forms: Forms, n: number): string {
    return forms[this.plural.select(n)] ?? forms["other"] ?? "";
  }
}
