// Proves what the console makes of what is typed or pasted: tokens, addresses, shocks, paces; and
// what it says of failures and of a scenario's mistakes.
import { Code, ConnectError } from '@connectrpc/connect';
import { generate } from 'lean-qr';
import jsQR from 'jsqr';
import { describe, expect, test } from 'vitest';

import { failureText, isUnknownCall } from '../../../../../tools/desk/src/console/failures.ts';
import { addressOf, isOwnMachine, joinLink } from '../../../../../tools/desk/src/console/join.ts';
import { unsaved } from '../../../../../tools/desk/src/console/options.ts';
import {
  treatmentsOf,
  withFileNamed,
  yamlMistakes,
} from '../../../../../tools/desk/src/console/scenario_text.ts';
import {
  readChange,
  shockRequest,
  shockSentence,
} from '../../../../../tools/desk/src/console/shocks.ts';
import { tokenOf } from '../../../../../tools/desk/src/console/token.ts';

describe('the token', () => {
  test.each([
    ['  abc-123\n', 'abc-123'],
    ['"operator": "abc",', 'abc'],
    ['{"operator": "abc", "seats": {"power-1": "x"}}', 'abc'],
  ])('%j', (text, token) => expect(tokenOf(text)).toEqual({ token }));

  test.each([
    ['', 'token_empty'],
    ['{"seats": {}}', 'token_not_in_file'],
    ['{"operator"', 'token_not_in_file'],
    ['two words', 'token_not_one'],
    ['令牌', 'token_not_one'],
  ])('%j is none', (text, wrong) => expect(tokenOf(text)).toEqual({ wrong }));
});

describe('the way in', () => {
  const origin = 'https://10.0.0.5:8443';

  test.each([
    ['', origin],
    ['class.example.org', 'https://class.example.org'],
    [' http://192.168.1.20:8080/ ', 'http://192.168.1.20:8080'],
  ])('%j', (typed, address) => expect(addressOf(typed, origin)).toBe(address));

  test.each(['ftp://x', 'two words', 'http://', 'javascript:alert(1)'])('%j is none', (typed) =>
    expect(addressOf(typed, origin)).toBeUndefined(),
  );

  test('the code is in the fragment, which no server sees', () =>
    expect(joinLink(origin, 'K7M-4QX')).toBe('https://10.0.0.5:8443/#code=K7M-4QX'));

  test.each([
    ['http://127.0.0.1:8080', true],
    ['http://localhost', true],
    ['http://[::1]:80', true],
    ['http://128.0.0.1', false],
    ['https://localhost.example.org', false],
  ])('%s: own machine %s', (address, own) => expect(isOwnMachine(address)).toBe(own));

  test('a reader reads the link out of the QR code', () => {
    const link = joinLink('https://class.example.org:8443', 'K7M-4QX');
    const code = generate(link);
    const side = (code.size + 8) * 4;
    const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
    for (let y = 0; y < side; ++y) {
      for (let x = 0; x < side; ++x) {
        if (!code.get(Math.floor(x / 4) - 4, Math.floor(y / 4) - 4)) continue;
        pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
      }
    }
    expect(jsQR(pixels, side, side)?.data).toBe(link);
  });
});

describe('a shock', () => {
  test.each([
    ['-20', -2_000n],
    ['−12.5 %', -1_250n],
    ['+15％', 1_500n],
  ])('%s', (text, change_bps) => expect(readChange('cap', text)).toEqual({ change_bps }));

  test.each([
    ['cap', '', 'change_empty'],
    ['cap', '0', 'change_nothing'],
    ['cap', '-91', 'change_range'],
    ['demand', '200.01', 'change_range'],
    ['cost', '900.01', 'change_range'],
    ['cap', 'much', 'change_not_one'],
    ['cap', '1.234', 'change_not_one'],
  ] as const)('%s %j is refused', (kind, text, wrong) =>
    expect(readChange(kind, text)).toEqual({ wrong }),
  );

  const shock = { change_bps: -2_000n, first_year: 2028, year_count: 2, surprise: false };

  test('as a sentence', () => {
    expect(shockSentence({ ...shock, kind: 'demand' })).toBe(
      'Emissions without abatement of all firms are 20\u00a0% lower from 2028 to 2029. ' +
        'All participants are told now.',
    );
    expect(shockSentence({ ...shock, kind: 'cap', surprise: true })).toBe(
      'The cap is 20\u00a0% lower from 2028 on, with free allocation and auctions. ' +
        'Participants are not told; robots act on it at once.',
    );
    expect(shockSentence({ ...shock, kind: 'cost', change_bps: 5_000n })).toContain(
      '50\u00a0% higher',
    );
  });

  test('as a request', () => {
    expect(shockRequest({ ...shock, kind: 'demand' })).toEqual({
      surprise: false,
      shock: { case: 'demand', value: { factorBps: 8_000, firstYear: 2028, yearCount: 2 } },
    });
    expect(shockRequest({ ...shock, kind: 'cost' }).shock).toEqual({
      case: 'cost',
      value: { factorBps: 8_000 },
    });
  });
});

describe('failures', () => {
  const malformed = 'the bytes are not the request of /tanshi.v1… says (message_malformed)';

  test('a server that does not know a call says that its bytes are malformed', () => {
    expect(isUnknownCall(new ConnectError(malformed, Code.InvalidArgument))).toBe(true);
    expect(isUnknownCall(new ConnectError('', Code.Unimplemented))).toBe(true);
    expect(isUnknownCall(new ConnectError('seed: at least 1', Code.InvalidArgument))).toBe(false);
  });

  test.each([
    [Code.Unavailable, 'is not known'],
    [Code.DeadlineExceeded, 'is not known'],
    [Code.FailedPrecondition, 'Nothing has changed'],
    [Code.PermissionDenied, 'tokens.json'],
    [Code.ResourceExhausted, 'Wait'],
  ])('%i says what to do', (code, what) =>
    expect(failureText(new ConnectError('why', code), 'Start')).toMatch(
      new RegExp(`^Start: .*${what}`),
    ),
  );
});

describe('a scenario’s text', () => {
  test('mistakes have their place, with the line', () => {
    const message = 'scenario.yaml:2:7: years: 0 is below 1\n3:1: no such key\nall else is well';
    expect(yamlMistakes(message, 'mine.yaml', 'name: x\nyears: 0\r\nyeers: 1\n')).toEqual([
      { place: 'mine.yaml:2:7', text: 'years: 0 is below 1', line: 'years: 0', column: 7 },
      { place: 'mine.yaml:3:1', text: 'no such key', line: 'yeers: 1', column: 1 },
      { place: '', text: 'all else is well' },
    ]);
  });

  test('a refusal names the file as the person knows it', () => {
    const message =
      'scenario.yaml:2:7: years: 0 is below 1\nscenario.yaml:3:1: no such key: a:1:2:';
    expect(withFileNamed(message, 'mine.yaml')).toBe(
      'mine.yaml:2:7: years: 0 is below 1\nmine.yaml:3:1: no such key: a:1:2:',
    );
    expect(withFileNamed('practice: must be set', 'mine.yaml')).toBe('practice: must be set');
  });

  test.each([
    [
      'name: x\ntreatments:\n  collar: {a: 1}\n  tight:\n    cap: 1\nseed: 2\n',
      ['collar', 'tight'],
    ],
    ['treatments:\n\n  # those\n  one: {}\n', ['one']],
    ['treatments: {one: {}}\n', []],
    ['name: x\n', []],
  ])('treatments of %j', (yaml, names) => expect(treatmentsOf(yaml)).toEqual(names));
});

test('what is typed back to what is saved is saved', () => {
  const saved = {
    ...{ instructions: 'Read.', consent: '', ranking: false, ranking_names: false },
    ...{ rate: '1.50', fee: '0.00' },
  };
  expect(unsaved(saved, {})).toEqual([]);
  expect(unsaved(saved, { instructions: 'Read!', ranking: true })).toEqual([
    'instructions',
    'ranking',
  ]);
  expect(unsaved(saved, { instructions: 'Read.', ranking: false })).toEqual([]);
  expect(unsaved(saved, { rate: '1.5', fee: '0' })).toEqual([]);
  expect(unsaved(saved, { rate: '1.51', fee: '' })).toEqual(['rate', 'fee']);
});
