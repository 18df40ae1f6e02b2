import { joinClasses } from "#kernel/class-names";

type Word = {
  text: string;
  lang: string;
  ink: "learn" | "teach";
  left: number;
  top: number;
  size: number;
  face?: string;
};

const latin = "font-serif font-[640] tracking-[-.035em]";

const words: readonly Word[] = [
  { text: "hello", lang: "en", ink: "teach", left: -26, top: 84, size: 312 },
  {
    text: "こんにちは",
    lang: "ja",
    ink: "learn",
    left: 40,
    top: 322,
    size: 154,
    face: "font-serif font-bold tracking-[-.02em]",
  },
  { text: "hola", lang: "es", ink: "learn", left: 290, top: -34, size: 276 },
  {
    text: "مرحبا",
    lang: "ar",
    ink: "learn",
    left: 36,
    top: 486,
    size: 268,
    face: "font-script-ar font-bold",
  },
  { text: "hallo", lang: "de", ink: "teach", left: 300, top: 400, size: 240 },
  {
    text: "let’s talk",
    lang: "en",
    ink: "teach",
    left: 66,
    top: 664,
    size: 206,
    face: "font-serif font-[500] tracking-[-.035em] italic",
  },
];

/** Greetings printed over each other in the two inks: drawn for 840 by 900, scaled to cover any window. */
export function Poster() {
  return (
    <div
      aria-hidden="true"
      data-decoration
      className="@container-size relative isolate hidden overflow-hidden bg-desk select-none lg:block"
    >
      <div className="absolute inset-0 [--unit:max(100cqw/840,100cqh/900)]">
        {words.map((word) => (
          <span
            key={word.text}
            lang={word.lang}
            className={joinClasses(
              "absolute leading-none whitespace-nowrap mix-blend-(--blend)",
              word.ink === "learn" ? "text-(--logo-learn)" : "text-(--logo-teach)",
              word.face ?? latin,
            )}
            style={{
              left: `calc(${word.left} * var(--unit))`,
              top: `calc(${word.top} * var(--unit))`,
              fontSize: `calc(${word.size} * var(--unit))`,
              mixBlendMode: "var(--blend)" as "multiply",
            }}
          >
            {word.text}
          </span>
        ))}
      </div>
    </div>
  );
}
