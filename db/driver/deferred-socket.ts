import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** A stream that becomes a socket when it is told to connect. */
export type DeferredSocket = Duplex & {
  connect(): void;
  setNoDelay(): void;
  setKeepAlive(): void;
  ref(): void;
  unref(): void;
};

/**
 * For a driver that connects its sockets itself: looks like such a socket, but `connect` opens the connection, to
 * whichever host answers, already encrypted. Emits `connect` or `error`.
 */
export function deferredSocket(connectSocket: () => Promise<Socket>): DeferredSocket {
  let socket: Socket | undefined;
  const stream = new Duplex({
    read() {
      socket?.resume();
    },
    write(bytes, _encoding, done) {
      if (socket) socket.write(bytes, done);
      else done(new Error('Written to before it was connected'));
    },
    final(done) {
      if (socket) socket.end(done);
      else done();
    },
    destroy(error, done) {
      socket?.destroy();
      done(error);
    },
  });
  const take = (dialled: Socket) => {
    socket = dialled;
    if (stream.destroyed) return void dialled.destroy();
    dialled
      .on('data', (bytes) => stream.push(bytes) || dialled.pause())
      .on('end', () => stream.push(null))
      .on('error', (error) => stream.destroy(error))
      .on('close', () => stream.destroy());
    stream.emit('connect');
  };
  return Object.assign(stream, {
    connect() {
      connectSocket().then(take, (error: Error) => stream.destroy(error));
    },
    // The function that connects sets these.
    setNoDelay() {},
    setKeepAlive() {},
    ref: () => void socket?.ref(),
    unref: () => void socket?.unref(),
  });
}
