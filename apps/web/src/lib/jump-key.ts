const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** How the key that opens the jump palette is written on this machine. */
export const jumpKey = isApple ? '⌘ K' : 'Ctrl K';

/** The same of the key that lists the keys, also while one writes. */
export const listKey = isApple ? '⌘ /' : 'Ctrl /';
