import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** A stream that becomes a socket when it is told to connect. */
export type LaterSocket = Duplex & {
  connect(): void;
  setNoDelay(): void;
  setKeepAlive(): void;
  ref(): void;
  unref(): void;
};

/**
 * What a driver takes for a socket that it connects itself, while the connection is made by `dial`: to whichever host
 * answers, and encrypted already. Emits `connect` when it is there, `error` when it is not.
 */
export function laterSocket(dial: () => Promise<Socket>): LaterSocket {
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
      dial().then(take, (error: Error) => stream.destroy(error));
    },
    // Set by whoever dials.
    setNoDelay() {},
    setKeepAlive() {},
    ref: () => void socket?.ref(),
    unref: () => void socket?.unref(),
  });
}
