import { z } from 'zod';

// The content policy forbids making code from strings; zod would try it once and be refused. Imported before any schema.
z.config({ jitless: true });
