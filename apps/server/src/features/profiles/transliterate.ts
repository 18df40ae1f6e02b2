/** Folded letters of scripts that are spelled letter by letter, in plain Latin; not for reading aloud. */
const LETTERS = new Map<string, string>([
  ...spell("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў", [
    ..."a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch".split(" "),
    ..." y  e yu ya i i e g u".split(" "),
  ]),
  ...spell(
    "αβγδεζηθικλμνξοπρσςτυφχψω",
    "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(" "),
  ),
  ...spell("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءپچژگکی", [
    ..."a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a a".split(" "),
    ..." p ch zh g k y".split(" "),
  ]),
  ...spell(
    "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
    "a b g d h v z ch t y k k l m m n n s a p f ts ts k r sh t".split(" "),
  ),
  ...spell("あいうえおかきくけこがぎぐげご", "a i u e o ka ki ku ke ko ga gi gu ge go".split(" ")),
  ...spell(
    "さしすせそざじずぜぞたちつてと",
    "sa shi su se so za ji zu ze zo ta chi tsu te to".split(" "),
  ),
  ...spell(
    "だぢづでどなにぬねのはひふへほ",
    "da ji zu de do na ni nu ne no ha hi fu he ho".split(" "),
  ),
  ...spell(
    "ばびぶべぼぱぴぷぺぽまみむめも",
    "ba bi bu be bo pa pi pu pe po ma mi mu me mo".split(" "),
  ),
  ...spell("やゆよらりるれろわをんゃゅょっー", [
    ..."ya yu yo ra ri ru re ro wa o n ya yu yo".split(" "),
    "",
    "",
  ]),
]);

const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;
const INITIALS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ");
const VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ");
const FINALS = " k k k n n n t l l l l l l l l m p p t t ng t t k t p t".split(" ");

/** Replaces every letter that has a plain spelling; ideographs and all else stay as they are. */
export function transliterate(folded: string): string {
  return Array.from(folded, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (code >= HANGUL_FIRST && code <= HANGUL_LAST) return spellHangul(code - HANGUL_FIRST);
    return LETTERS.get(toHiragana(letter, code)) ?? letter;
  }).join("");
}

function spellHangul(index: number): string {
  const final = index % 28;
  const vowel = Math.floor(index / 28) % 21;
  const initial = Math.floor(index / 588);
  return `${INITIALS[initial]}${VOWELS[vowel]}${FINALS[final]}`;
}

/** Katakana stand 96 places above hiragana. */
function toHiragana(letter: string, code: number): string {
  return code >= 0x30a1 && code <= 0x30f6 ? String.fromCodePoint(code - 0x60) : letter;
}

function spell(letters: string, spellings: readonly string[]): [string, string][] {
  return Array.from(letters, (letter, index) => [letter, spellings[index] ?? ""]);
}
