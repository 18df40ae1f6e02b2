/** English names of languages that a browser with trimmed data, such as Chromium, does not name. */
const names = `
ab Abkhazian, ace Acehnese, ach Acholi, ary Moroccan Arabic, arz Egyptian Arabic, ba Bashkir,
ban Balinese, bem Bemba, bo Tibetan, ce Chechen, cv Chuvash, dz Dzongkha, ff Fula, fj Fijian,
fur Friulian, gaa Ga, gsw Swiss German, hak Hakka Chinese, hsb Upper Sorbian, iu Inuktitut,
kab Kabyle, kea Kabuverdianu, kg Kongo, ki Kikuyu, kl Kalaallisut, ks Kashmiri, lad Ladino,
li Limburgish, lij Ligurian, lmo Lombard, luo Luo, mfe Morisyen, min Minangkabau,
nan Min Nan Chinese, nap Neapolitan, nv Navajo, os Ossetic, pap Papiamento, quc Kʼicheʼ,
rn Rundi, sah Yakut, sat Santali, sc Sardinian, scn Sicilian, sco Scots, se Northern Sami,
ss Swati, tet Tetum, tpi Tok Pisin, tum Tumbuka, ty Tahitian, tyv Tuvinian, udm Udmurt,
ve Venda, vec Venetian, vro Võro, war Waray, wuu Wu Chinese, zgh Standard Moroccan Tamazight`;

export const rareLanguageNames: ReadonlyMap<string, string> = new Map(
  names.split(",").map((entry) => {
    const [code = "", ...words] = entry.trim().split(" ");
    return [code, words.join(" ")];
  }),
);
