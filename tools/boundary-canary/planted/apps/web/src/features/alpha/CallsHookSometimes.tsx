// rejected by oxlint: react-hooks(rules-of-hooks)
import { useState } from "react";

export function CallsHookSometimes({ often }: { often: boolean }) {
  if (!often) return null;
  const [count] = useState(0);
  return <p>{count}</p>;
}
