/**
 * Who shows which picture, for whatever draws people and groups (ui/Avatar.tsx), which knows neither of them. What does puts itself here
 * before anything is drawn: the app a hook that follows changes (session/client.ts), the early preview a look-up.
 */
export const faces: { usePicture: (id: string) => string | undefined } = { usePicture: () => undefined };
