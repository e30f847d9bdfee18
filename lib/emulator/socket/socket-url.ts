const SOCKET_PATH = '/socket';

const SECRET = 'X-Emulator-Secret';

/** Writes the URL of a websocket. */
export const socketUrl = (authority: string, secret: string): string =>
  `ws://${authority}${SOCKET_PATH}?${SECRET}=${secret}`;

/** Reads the secret of a websocket URL; another path has none. */
export const secretOf = (path: string): string | undefined => {
  const [pathname, query] = path.split('?');
  return pathname === SOCKET_PATH ? (new URLSearchParams(query).get(SECRET) ?? undefined) : undefined;
};
