export function FramedPage() {
  return <p>parts</p>;
}
