/**
 * The server of ws. The build puts a file in place of this one that finds it under any condition: where packages are
 * resolved as for browsers, as jest does for jsdom, the name `ws` stands for a stub that only throws.
 */
export { WebSocketServer } from 'ws';
