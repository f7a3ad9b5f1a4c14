using CityOps.Core.Readings;
using CityOps.Storage.Telemetry.Embedded;
using CityOps.Storage.Telemetry.Embedded.Packed;

namespace CityOps.Tests.Storage.Telemetry.Embedded.Packed;

public sealed class ShortDecimalsTests
{
    [Theory]
    [InlineData(0, 1.0, 2.0, -3.0)]
    [InlineData(1, 0.1, 2.0, -3.5)]
    [InlineData(3, 1.0, 0.125)]
    [InlineData(9, 1e-9)]
    [InlineData(0, 9_007_199_254_740_992.0)]
    [InlineData(null, 1e-10)]
    [InlineData(null, 0.1, -0.0)]
    [InlineData(null, 1.0 / 3)]
    [InlineData(null, 0.30000000000000004)]
    [InlineData(null, 1e300)]
    // Large, and with decimals: as an integer it is beyond what a double holds.
    [InlineData(null, 9_007_199_254_740_992.0, 0.1)]
    public void Scale_IsTheFewestDecimalsThatAllHave(int? decimals, params double[] values)
    {
        var integers = new long[values.Length];
        var entries = values.Select(v => new Entry(0, v, Quality.Good, QualityReasons.None)).ToArray();
        Assert.Equal(decimals, ShortDecimals.Scale(entries, integers));
        if (decimals is { } scale)
        {
            Assert.Equal(
                values.Select(BitConverter.DoubleToInt64Bits), integers.Select(i => BitConverter.DoubleToInt64Bits(ShortDecimals.Value(i, scale))));
        }
    }
}
