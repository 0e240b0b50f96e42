import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from '../lib/router/index.ts';
import { chatPath, overChat } from '../lib/addresses.ts';
import type { Overlay, Overlays } from '../registry/overlays.ts';
import type { Place } from './place.ts';

/** What stands above the page: by the address, or opened by a key or a button. The result opens and closes it. */
export function useOverlayState(place: Place): {
  overlays: Overlays;
  shown: readonly Overlay[];
  close: (overlay: Overlay) => void;
} {
  const navigate = useNavigate();
  const [opened, setOpened] = useState<Overlay | null>(null);
  const chatId = place.type === 'chat' ? place.chatId : null;
  const addressed = place.overlay;

  const close = useCallback(
    (overlay: Overlay) => {
      overlay.onClose?.();
      if (overlay.address) navigate(chatId === null ? '/' : chatPath(chatId));
      else setOpened(null);
    },
    [navigate, chatId],
  );
  const overlays = useMemo((): Overlays => {
    function open(overlay: Overlay): void {
      overlay.onOpen?.();
      if (overlay.address) navigate(overlay.address.path, { state: overChat(chatId) });
      else setOpened(overlay);
    }
    return { open, toggle: (overlay) => (overlay === opened ? close(overlay) : open(overlay)) };
  }, [navigate, chatId, opened, close]);

  const shown = useMemo(() => [addressed, opened].filter((one) => one !== null), [addressed, opened]);
  return { overlays, shown, close };
}
