// rejected by oxlint: import(no-cycle)
import { nameAlpha } from "#features/alpha";

export function nameBeta(): string {
  return `beta after ${nameAlpha.name}`;
}
