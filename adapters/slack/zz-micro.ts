import { message } from './render.ts';
import { blocksOf } from './blocks.ts';
const words = { working: 'w', openForm: 'o', close: 'c', more: String };
const helpCard = { title: 'Help', summary: 'Help', blocks: [
  { kind: 'text' as const, text: 'What you can do' },
  { kind: 'list' as const, items: Array.from({ length: 20 }, (_, i) => ({ title: `verb${i} [customer]`, detail: `Does thing ${i}, e.g. /partner verb${i} contoso.com` })) },
  { kind: 'buttons' as const, buttons: [{ label: 'Home', command: 'home' }] } ] };
for (let r = 0; r < 4; r++) {
  let t = process.cpuUsage(); for (let i = 0; i < 5000; i++) message(helpCard, words); let c = process.cpuUsage(t); console.log('message', (c.user + c.system) / 5000, 'us');
  t = process.cpuUsage(); for (let i = 0; i < 5000; i++) blocksOf(helpCard.blocks, { chars: 2900, items: 100, words, nextId: () => 'x' }); c = process.cpuUsage(t); console.log('blocks', (c.user + c.system) / 5000, 'us');
  t = process.cpuUsage(); const m = message(helpCard, words); for (let i = 0; i < 5000; i++) JSON.stringify(m); c = process.cpuUsage(t); console.log('json', (c.user + c.system) / 5000, 'us', JSON.stringify(m).length);
}
