using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>Bytes of lines, used again and again. Not safe for concurrent use.</summary>
sealed class LineBuffer
{
    const int FirstBytes = 64 << 10;
    const int LongestNumber = 32;

    static readonly SearchValues<char> Escaped = SearchValues.Create(",= ");

    byte[] bytes = new byte[FirstBytes];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Bytes(int start, int end) => bytes.AsMemory(start, end - start);

    public void Clear() => Length = 0;

    public void Text(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(bytes.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>Of a double the shortest digits that give the same again. Never with an <c>i</c>: that would be an integer.</summary>
    public void Number<T>(T value)
        where T : INumber<T>
    {
        Reserve(LongestNumber);
        value.TryFormat(bytes.AsSpan(Length), out var written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>A measurement, a tag's value or a field. Our names need no escaping; whoever loosens them shall not break the store.</summary>
    public void Name(string name)
    {
        Reserve(name.Length * 4);
        if (!name.AsSpan().ContainsAny(Escaped))
        {
            Length += Encoding.UTF8.GetBytes(name, bytes.AsSpan(Length));
            return;
        }

        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.IsAscii && Escaped.Contains((char)rune.Value))
            {
                bytes[Length++] = (byte)'\\';
            }

            Length += rune.EncodeToUtf8(bytes.AsSpan(Length));
        }
    }

    void Reserve(int more)
    {
        if (bytes.Length - Length < more)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + more));
        }
    }
}
