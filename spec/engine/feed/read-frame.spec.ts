import { readFrame } from '../../../lib/engine/feed/read-frame.js';
import { frames } from '../../support/fake-socket.js';

const now = (): number => 7;

describe('readFrame', () => {
  it('reads a frame that is just as long as the limit', () => {
    const text = frames.message('a');
    expect(readFrame(text, text.length, now)).toMatchObject({ type: 'item', item: { id: 'a' } });
  });

  it('passes over a frame that is longer than the limit, without reading it', () => {
    const text = frames.message('a');
    expect(readFrame(text, text.length - 1, now)).toEqual({
      type: 'diagnostic',
      diagnostic: { type: 'oversizedFrame', at: 7, sizeInBytes: text.length },
    });
  });

  it.each([['no json'], [new Uint8Array(3)], [new ArrayBuffer(3)], [undefined], [42]])(
    'reports %p as unreadable',
    (frame) =>
      expect(readFrame(frame, 100, now)).toMatchObject({
        type: 'diagnostic',
        diagnostic: { type: 'unreadableFrame', at: 7 },
      }),
  );

  it('says nothing of what an unreadable frame holds', () => {
    const frame = frames.message('secret').replace('AbsoluteTime', 'Absolute');
    expect(JSON.stringify(readFrame(frame, 10_000, now))).not.toContain('secret');
  });

  it('reports an error of the gateway', () =>
    expect(readFrame(frames.forbidden, 100, now)).toEqual({
      type: 'diagnostic',
      diagnostic: { type: 'gatewayError', at: 7 },
    }));
});
