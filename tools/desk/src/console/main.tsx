import { openPage } from '../shared/page.tsx';

openPage(<main />);
