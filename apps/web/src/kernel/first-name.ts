/** The word that friends would use: `Haruka` of `Haruka Ōnishi`, and all of `山田太郎`. */
export function firstNameOf(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? name;
}
