/**
 * A module to be imported first by a program that is started with a pipe as its standard input: with the end of whoever
 * started it, however that comes, it gets this signal; `group`: so does all that it has started.
 */
export function leash(signal: 'SIGTERM' | 'SIGKILL', whom: 'itself' | 'group'): string {
  const pid = whom === 'group' ? '-process.pid' : 'process.pid';
  const module = `
    process.stdin.on('error', () => {}).once('close', () => process.kill(${pid}, '${signal}')).resume().unref();`;
  return `data:text/javascript,${encodeURIComponent(module)}`;
}
