// How participants come in: the link, the code, and both as a QR code, drawn here.
import { signal } from '@preact/signals';
import { correction, generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';
import { Role } from '#proto/classroom_service_pb';

import { Field } from '../shared/components.tsx';
import { tell } from '../shared/notices.tsx';
import { preference, setPreference } from '../shared/preferences.ts';
import { copy } from './files.ts';
import { addressOf, isOwnMachine, joinLink } from './join.ts';
import { codes } from './state.ts';
import { say } from './words/words.ts';

const typed = signal(preference('join_address') ?? '');

// Where participants reach the desk: as typed, else where this page came from.
export function joinAddress(): string {
  return addressOf(typed.value, location.origin) ?? location.origin;
}

// The code that is shown: any seat's, that can still be used.
export function joinCode(): string | undefined {
  const good = codes.value.filter(({ usesLeft }) => usesLeft > 0);
  const open = good.find(({ role, seat }) => role === Role.TRADER && seat === '');
  return (open ?? good[0])?.code;
}

export function QrCode(props: { text: string; label: string }) {
  const code = generate(props.text, { minCorrectionLevel: correction.M });
  // Four modules of white around it, as readers want.
  const box = `-4 -4 ${code.size + 8} ${code.size + 8}`;
  return (
    <svg class="qr" viewBox={box} role="img" aria-label={props.label}>
      <rect x="-4" y="-4" width="100%" height="100%" fill="#fff" />
      <path d={toSvgPath(code)} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}

export function JoinCard(props: { large?: boolean }) {
  const code = joinCode();
  const link = joinLink(joinAddress(), code);
  return (
    <div class={`join ${props.large ? 'join-large' : ''}`}>
      <QrCode text={link} label={say('qr_label', { link })} />
      <div class="join-words">
        <p class="join-step">{say('join_open')}</p>
        <p class="join-link">{joinAddress()}</p>
        <p class="join-step">{say('join_code')}</p>
        <p class="join-code">{code ?? say('no_code')}</p>
        {!props.large && (
          <>
            <button type="button" onClick={() => void copyLink(link)}>
              {say('copy_link')}
            </button>
            <AddressField />
          </>
        )}
      </div>
    </div>
  );
}

async function copyLink(link: string): Promise<void> {
  const copied = await copy(link);
  if (copied) tell('good', say('copied'));
  else tell('bad', say('copy_link_failed', { link }));
}

function AddressField() {
  const wrong = typed.value.trim() !== '' && !addressOf(typed.value, location.origin);
  return (
    <>
      <Field
        label={say('join_address')}
        value={typed.value}
        change={(text) => {
          typed.value = text;
          setPreference('join_address', text.trim());
        }}
        error={wrong ? say('join_address_wrong') : undefined}
        hint={say('join_address_hint', { origin: location.origin })}
      />
      {isOwnMachine(joinAddress()) && <p class="strip">ℹ {say('own_machine')}</p>}
    </>
  );
}
