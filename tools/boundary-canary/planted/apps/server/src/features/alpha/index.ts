// rejected by oxlint: import(no-cycle)
import { nameBeta } from "#features/beta";

export function nameAlpha(): string {
  return `alpha before ${nameBeta()}`;
}
