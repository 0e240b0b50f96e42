import { useEffect, useRef, useState } from 'react';

/** Plays what was just recorded. `heard` is the part of it, 0–1; the browser may not know how long it is: `ms` says so. */
export function useListening(bytes: Blob, ms: number): { isPlaying: boolean; heard: number; toggle: () => void } {
  const player = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [heard, setHeard] = useState(0);
  useEffect(() => {
    const listening = new AbortController();
    const options = { signal: listening.signal };
    const url = URL.createObjectURL(bytes);
    const audio = new Audio(url);
    player.current = audio;
    audio.addEventListener('timeupdate', () => setHeard(Math.min(1, (audio.currentTime * 1_000) / ms)), options);
    audio.addEventListener('play', () => setPlaying(true), options);
    audio.addEventListener('pause', () => setPlaying(false), options);
    audio.addEventListener('ended', () => setHeard(0), options);
    return () => {
      listening.abort();
      audio.pause();
      URL.revokeObjectURL(url);
    };
  }, [bytes, ms]);

  function toggle(): void {
    const audio = player.current;
    if (audio?.paused) audio.play().catch(() => undefined);
    else audio?.pause();
  }
  return { isPlaying, heard, toggle };
}
