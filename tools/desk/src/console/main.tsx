import './console.css';
import './results.css';
import { openPage } from '../shared/page.tsx';
import { keepTokenAs } from '../shared/transport.ts';
import { Notices } from './notices.tsx';
import { Projector } from './projector.tsx';
import { resume } from './session.ts';
import { Shell } from './shell.tsx';
import { SignIn } from './sign_in.tsx';
import { signed_in, slide } from './state.ts';

function Page() {
  if (!signed_in.value) {
    return (
      <>
        <SignIn />
        <Notices />
      </>
    );
  }
  if (slide.value) return <Projector />;
  return (
    <>
      <Shell />
      <Notices />
    </>
  );
}

keepTokenAs('tanshi.operator');
resume();
openPage(<Page />);
