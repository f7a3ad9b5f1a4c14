using CityOps.Simulators.Load.Wire;

namespace CityOps.Tests.Simulators.Load.Wire;

public sealed class RemainingLengthTests
{
    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7F")]
    [InlineData(128, "8001")]
    [InlineData(16_383, "FF7F")]
    [InlineData(16_384, "808001")]
    [InlineData(2_097_151, "FFFF7F")]
    [InlineData(2_097_152, "80808001")]
    [InlineData(RemainingLength.Most, "FFFFFF7F")]
    public void Number_IsWrittenAndReadBack(int value, string bytes)
    {
        var buffer = new byte[4];
        var length = RemainingLength.Write(buffer, value);
        Assert.Equal(bytes, Convert.ToHexString(buffer.AsSpan(0, length)));
        Assert.True(RemainingLength.TryRead(buffer.AsSpan(0, length), out var read, out var taken));
        Assert.Equal((value, length), (read, taken));
        Assert.False(RemainingLength.TryRead(buffer.AsSpan(0, length - 1), out _, out _));
    }

    [Fact]
    public void FifthByte_IsNoLength() =>
        Assert.Throws<InvalidDataException>(() => RemainingLength.TryRead(Convert.FromHexString("8080808001"), out _, out _));
}
