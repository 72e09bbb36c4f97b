import './console.css';
import './results.css';
import { Notices } from '../shared/notices.tsx';
import { openPage } from '../shared/page.tsx';
import { keepTokenAs } from '../shared/transport.ts';
import { Projector } from './projector.tsx';
import { resume } from './session.ts';
import { Shell } from './shell.tsx';
import { SignIn } from './sign_in.tsx';
import { signed_in, slide } from './state.ts';
import { say } from './words/words.ts';

function Page() {
  if (!signed_in.value) {
    return (
      <>
        <SignIn />
        <Notices label={say('messages_of_console')} />
      </>
    );
  }
  if (slide.value) return <Projector />;
  return (
    <>
      <Shell />
      <Notices label={say('messages_of_console')} />
    </>
  );
}

keepTokenAs('tanshi.operator');
resume();
openPage(<Page />);
