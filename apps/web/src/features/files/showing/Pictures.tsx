import { layOutAlbum } from './album-rows.ts';
import { boxStyle, type Block, type Pictured } from './blocks.ts';
import { Picture } from './Picture.tsx';

type PicturesProps = { block: Extract<Block, { look: 'pictures' }>; onOpen: (picture: Pictured) => void };

/** One picture, or several as an album in which none is lost. */
export function Pictures({ block, onOpen }: PicturesProps) {
  const rows = layOutAlbum(block.files);
  const style = boxStyle(block);
  let next = 0;
  return (
    <div style={style} className="flex max-w-full flex-col gap-0.5 overflow-hidden rounded-md">
      {rows.map(({ ratios, share }, index) => {
        const whole = ratios.reduce((total, ratio) => total + ratio, 0);
        return (
          <div key={index} style={{ flex: `${share * 100} 1 0` }} className="flex min-h-0 gap-0.5">
            {ratios.map((ratio) => {
              const picture = block.files[next++];
              if (picture === undefined) return null;
              return (
                <div key={picture.id} style={{ flex: `${ratio * 100} 1 0` }} className="min-w-0">
                  <Picture
                    picture={picture}
                    sizes={`calc(min(${style?.width ?? '26rem'}, 100vw - 4.5rem) * ${(ratio / whole).toFixed(2)})`}
                    onOpen={() => onOpen(picture)}
                  />
                </div>
              );
            })}
          </div>
        );
      })}
    </div>
  );
}
