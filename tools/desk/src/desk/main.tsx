import './desk.css';
import { Notices } from '../shared/notices.tsx';
import { openPage } from '../shared/page.tsx';
import { Desk } from './desk.tsx';
import { Join } from './join.tsx';
import { loadClass, resume } from './session.ts';
import { entered } from './state.ts';
import { say } from './words/words.ts';

function Page() {
  if (entered.value) return <Desk />;
  return (
    <>
      <Join />
      <Notices label={say('messages')} />
    </>
  );
}

resume();
if (entered.value) loadClass().catch(() => {});
openPage(<Page />);
