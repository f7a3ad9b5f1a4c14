using System.IO.Compression;

namespace CityOps.Simulators.Replay.Rows;

/// <summary>
/// A gzipped file, unpacked, that throws where the file is cut off: the library takes that for its end. A member of ours with one byte is put
/// behind the file; the unpacked text ends with that byte only if everything before it was whole. Members one after another are one text.
/// </summary>
sealed class WholeGzip(Stream file) : Stream
{
    const int Nothing = -1;

    static readonly byte[] End = Pack(0);

    readonly GZipStream gzip = new(new Followed(file, End), CompressionMode.Decompress);
    int held = Nothing;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Always one byte behind, so that the last one is seen before it is given away.</summary>
    /// <exception cref="InvalidDataException">The file is cut off or damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var count = gzip.Read(buffer);
            if (count == 0)
            {
                return held == 0 ? 0 : throw new InvalidDataException("the archive is cut off");
            }

            var before = held;
            held = buffer[count - 1];
            if (before != Nothing)
            {
                buffer[..(count - 1)].CopyTo(buffer[1..]);
                buffer[0] = (byte)before;
                return count;
            }

            if (count > 1)
            {
                return count - 1;
            }
        }

        return 0;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            gzip.Dispose();
        }

        base.Dispose(disposing);
    }

    static byte[] Pack(byte one)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.WriteByte(one);
        }

        return packed.ToArray();
    }

    /// <summary>A file, and then some bytes.</summary>
    sealed class Followed(Stream file, byte[] end) : Stream
    {
        int given;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (given == 0 && file.Read(buffer) is > 0 and var count)
            {
                return count;
            }

            var rest = Math.Min(buffer.Length, end.Length - given);
            end.AsSpan(given, rest).CopyTo(buffer);
            given += rest;
            return rest;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
