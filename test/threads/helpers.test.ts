import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { expect, test } from '@jest/globals';
import { builtInRuleSet } from '../../src/index.js';
import { createMatcher } from '../../src/match/matcher.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { FileSearch } from '../../src/scan/file-search.js';
import { PARCEL_BYTES } from '../../src/scan/parcel.js';
import { help, Helpers } from '../../src/threads/helpers.js';

const search = (): FileSearch => new FileSearch(createMatcher(rulesOfKind(builtInRuleSet, 'credential')), []);

/** A layer's helpers, and the ends of one of them. */
function begin(): { readonly helpers: Helpers; readonly from: MessagePort; readonly reader: MessagePort; readonly helper: MessagePort } {
  const { port1: from, port2: ports } = new MessageChannel();
  const { port1: reader, port2: helper } = new MessageChannel();
  return { helpers: new Helpers(ports, builtInRuleSet, 8 * 1024 * 1024), from, reader, helper };
}

const parcel = { bytes: Buffer.alloc(PARCEL_BYTES), parts: [{ path: 'a', size: 3, ordinal: 0, length: 3, begins: true, ends: true }] };

test.each(['before', 'after'])('who begins only when the layer is done, and was named %s that, is free again', async (when) => {
  const { helpers, from, reader, helper } = begin();
  if (when === 'after') helpers.end();
  from.postMessage(reader, [reader]);
  if (when === 'before') {
    // Nothing is given to it that would be waited for.
    expect(helpers.free()).toBeNull();
    await helpers.idle();
    helpers.end();
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  await help(helper, search());
  from.close();
});

test('what was given before the end is answered, though nobody waits for it', async () => {
  const { helpers, from, reader, helper } = begin();
  from.postMessage(reader, [reader]);
  const helping = help(helper, search());
  await helpers.free()!.give(parcel);
  helpers.end();
  await helping;
  from.close();
});

test('who goes before it has begun is not missed, and who goes with files is', async () => {
  const early = begin();
  early.from.postMessage(early.reader, [early.reader]);
  expect(early.helpers.free()).toBeNull();
  early.helper.close();
  await early.helpers.idle();
  expect(early.helpers.found()).toEqual([]);
  const late = begin();
  late.from.postMessage(late.reader, [late.reader]);
  late.helper.postMessage('ready');
  await late.helpers.free()!.give(parcel);
  late.helper.close();
  await expect(late.helpers.idle()).rejects.toMatchObject({ code: 'internal' });
  expect(late.helpers.free()).toBeNull();
  for (const { helpers, from } of [early, late]) {
    helpers.end();
    from.close();
  }
});
