import './desk.css';
import { openPage } from '../shared/page.tsx';
import { Desk } from './desk.tsx';
import { Join } from './join.tsx';
import { Notices } from './notices.tsx';
import { loadClass, resume } from './session.ts';
import { entered } from './state.ts';

function Page() {
  if (entered.value) return <Desk />;
  return (
    <>
      <Join />
      <Notices />
    </>
  );
}

resume();
if (entered.value) loadClass().catch(() => {});
openPage(<Page />);
