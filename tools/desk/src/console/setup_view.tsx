// Before the class: what is played, and what participants read, agree to and are paid.
import { LoadPanel } from './load_panel.tsx';
import { OptionsPanel } from './options_panel.tsx';

export function SetupView() {
  return (
    <div class="grid setup-grid">
      <LoadPanel />
      <OptionsPanel />
    </div>
  );
}
