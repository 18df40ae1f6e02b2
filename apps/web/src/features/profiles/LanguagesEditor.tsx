import { isComplete } from "./edit-languages.ts";
import { KeepNote } from "./KeepNote.tsx";
import { LanguageList } from "./LanguageList.tsx";
import type { useLanguages } from "./use-languages.ts";

type LanguagesEditorProps = {
  languages: ReturnType<typeof useLanguages>;
  keepsOne: boolean;
};

/** What somebody teaches and learns; every change is kept at once. */
export function LanguagesEditor({ languages, keepsOne }: LanguagesEditorProps) {
  const list = {
    languages: languages.value,
    keepsOne: keepsOne && isComplete(languages.value),
    onChange: languages.change,
  };
  return (
    <>
      <LanguageList side="speaks" {...list} />
      <LanguageList side="learns" {...list} />
      <KeepNote state={languages.state} onRetry={languages.retry} className="mt-3" />
    </>
  );
}
