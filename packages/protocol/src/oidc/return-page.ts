/** The page that a provider sends people back to: it hands over what came along, see `finishOidc`. */
export const oidcReturnPage = '/login';
