import { foldText, searchEntries, type Searchable } from "./search-text.ts";

export type TimeZoneChoice = Searchable & { zone: string; city: string; region: string };

/** Cities by the name they go by today, where the browser's own list keeps an older one. */
const newerNames: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Asmara",
  "America/Godthab": "Nuuk",
  "Asia/Calcutta": "Kolkata",
  "Asia/Katmandu": "Kathmandu",
  "Asia/Rangoon": "Yangon",
  "Asia/Saigon": "Ho Chi Minh City",
  "Atlantic/Faeroe": "Faroe Islands",
  "Europe/Kiev": "Kyiv",
  "Pacific/Enderbury": "Kanton",
  "Pacific/Ponape": "Pohnpei",
  "Pacific/Truk": "Chuuk",
};

let known: readonly TimeZoneChoice[] | null = null;

/** The time zones that answer a query by city, region, name of the zone or country; by city. */
export function findTimeZones(query: string): TimeZoneChoice[] {
  known ??= Intl.supportedValuesOf("timeZone")
    .map(describe)
    .toSorted((a, b) => a.city.localeCompare(b.city));
  return searchEntries(known, query);
}

/** The city that a time zone is named after: `Ho Chi Minh City`, `Indianapolis`. */
export function cityOf(zone: string): string {
  return newerNames[zone] ?? (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/** The part of the world: `Europe`, `America, Indiana`; nothing for `UTC`. */
export function regionOf(zone: string): string {
  return zone.split("/").slice(0, -1).join(", ").replaceAll("_", " ");
}

/** The time zone of this device. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function describe(zone: string): TimeZoneChoice {
  const city = cityOf(zone);
  const region = regionOf(zone);
  const others = [`${zone} ${region}`, nameOf(zone, "longGeneric"), nameOf(zone, "shortGeneric")];
  return { zone, city, region, names: [foldText(city), ...others.map(foldText)] };
}

/** `Central European Time`, and `Germany Time` where a country has only one. */
function nameOf(timeZone: string, timeZoneName: "longGeneric" | "shortGeneric"): string {
  const format = new Intl.DateTimeFormat(document.documentElement.lang || "en", {
    timeZone,
    timeZoneName,
  });
  return format.formatToParts().find(({ type }) => type === "timeZoneName")?.value ?? "";
}
