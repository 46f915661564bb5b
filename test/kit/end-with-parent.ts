/**
 * A module that a child process imports first. The parent must give it a pipe as standard input: when the parent ends, for any
 * reason, the child gets this signal; with `group`, all processes of its group do.
 */
export function endWithParent(signal: 'SIGTERM' | 'SIGKILL', target: 'process' | 'group'): string {
  const pid = target === 'group' ? '-process.pid' : 'process.pid';
  const module = `
    process.stdin.on('error', () => {}).once('close', () => process.kill(${pid}, '${signal}')).resume().unref();`;
  return `data:text/javascript,${encodeURIComponent(module)}`;
}
