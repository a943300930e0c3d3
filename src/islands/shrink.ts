// A photo made small on the phone, so that a village's line carries it: at most 2000 px on its longer edge, as JPEG. Drawing it anew leaves place and camera behind.

const longestEdge = 2000;

/** The smaller picture; or the file as it is, where the browser cannot read it or nothing is gained: the server takes or refuses it by the same rules. */
export async function shrunk(file: File): Promise<Blob> {
  if (!file.type.startsWith('image/')) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const part = Math.min(1, longestEdge / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * part);
    canvas.height = Math.round(picture.height * part);
    const pen = canvas.getContext('2d');
    if (!pen) return file;
    pen.fillStyle = '#fff'; // see-through parts become white, as on the server
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
    return small && small.size < file.size ? small : file;
  } catch {
    return file;
  }
}
