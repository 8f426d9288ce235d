import './strict.ts';
import '../theme/tokens.css';
import '../theme/fonts.css';
import '../theme/base.css';
import '@mantine/core/styles/Tooltip.css';
import '../theme/mantine.css';
import '../pieces/pieces.css';
import '../frame/frame.css';
import '../frame/low.css';
import { createRoot } from 'react-dom/client';
import { listenForEngine } from '../engine/connection.ts';
import { Root } from './root.tsx';

listenForEngine();

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no element with the id root');
createRoot(place).render(<Root />);
