import { ApiProblem } from '../api/problem';
import { Problem } from '../parts/Problem';

export function NotFound() {
  return <Problem level={1} error={new ApiProblem('missing', 404, null)} />;
}
