import { useCallback, useState } from 'react';

const none: ReadonlySet<string> = new Set();

/** The runs of lines of the system that somebody opened in this log. */
export function useOpenRuns() {
  const [openRuns, setOpenRuns] = useState(none);
  const toggleRun = useCallback((key: string) => {
    setOpenRuns((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);
  return { openRuns, toggleRun };
}
