using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Readings;

public sealed class ReadingValidatorTests
{
    const long Noon = 1_768_305_600_000;
    const long Minute = 60_000;

    [Theory]
    [InlineData("air", "pm10", -5.01, "Fail OutOfRange")]
    [InlineData("air", "pm10", -5, "Good None")]
    [InlineData("air", "pm10", 300, "Good None")]
    [InlineData("air", "pm10", 300.1, "Suspect Implausible")]
    [InlineData("air", "pm10", 1000, "Suspect Implausible")]
    [InlineData("air", "pm10", 1000.1, "Fail OutOfRange")]
    [InlineData("air", "pm25", 800.1, "Fail OutOfRange")]
    [InlineData("air", "pm25", 250.1, "Suspect Implausible")]
    [InlineData("air", "no2", 301, "Suspect Implausible")]
    [InlineData("air", "no2", -4.1, "Fail OutOfRange")]
    [InlineData("air", "no", 601, "Suspect Implausible")]
    [InlineData("air", "o3", 501, "Fail OutOfRange")]
    [InlineData("air", "o3", 261, "Suspect Implausible")]
    [InlineData("air", "so2", 351, "Suspect Implausible")]
    [InlineData("air", "co", 10.1, "Suspect Implausible")]
    [InlineData("air", "co", 50.1, "Fail OutOfRange")]
    [InlineData("air", "benzene", 200.1, "Fail OutOfRange")]
    [InlineData("air", "temperature", -31, "Suspect Implausible")]
    [InlineData("traffic", "flow", 12_000.1, "Fail OutOfRange")]
    [InlineData("traffic", "flow", 10_400.1, "Suspect Implausible")]
    [InlineData("traffic", "flow", -1, "Fail OutOfRange")]
    [InlineData("traffic", "speed", 250.1, "Fail OutOfRange")]
    [InlineData("traffic", "vehicleCount", 1e6, "Good None")]
    [InlineData("traffic", "vehicleCount", -1, "Fail OutOfRange")]
    [InlineData("traffic", "occupancy", 100.1, "Fail OutOfRange")]
    [InlineData("water", "pressure", 25.1, "Fail OutOfRange")]
    [InlineData("water", "flow", -51, "Fail OutOfRange")]
    [InlineData("water", "fill", 100.1, "Fail OutOfRange")]
    [InlineData("water", "turbidity", 1000.1, "Fail OutOfRange")]
    [InlineData("water", "chlorine", 10.1, "Fail OutOfRange")]
    [InlineData("water", "ph", 14.1, "Fail OutOfRange")]
    [InlineData("water", "conductivity", 5001, "Fail OutOfRange")]
    [InlineData("water", "temperature", 51, "Fail OutOfRange")]
    [InlineData("power", "voltage", 501, "Fail OutOfRange")]
    [InlineData("power", "voltage", 0, "Good None")]
    [InlineData("power", "frequency", 44.9, "Fail OutOfRange")]
    [InlineData("power", "frequency", 50.2, "Good None")]
    [InlineData("heat", "supplyTemperature", 181, "Fail OutOfRange")]
    [InlineData("heat", "returnTemperature", 121, "Fail OutOfRange")]
    [InlineData("heat", "pressure", 30.1, "Fail OutOfRange")]
    [InlineData("heat", "power", 601, "Fail OutOfRange")]
    [InlineData("river", "level", -101, "Fail OutOfRange")]
    [InlineData("river", "level", 1001, "Fail OutOfRange")]
    [InlineData("waste", "fill", 104, "Good None")]
    [InlineData("waste", "fill", 121, "Fail OutOfRange")]
    [InlineData("air", "radon", 1e9, "NotEvaluated None")]
    public void Value_JudgedByItsRange(string domain, string quantity, double value, string expected) =>
        Assert.Equal(expected, Judge(domain, quantity, value, Noon, false, null));

    [Theory]
    [InlineData("air", "pm10", 50, 150, 60, "Good None")]
    [InlineData("air", "pm10", 50, 150.1, 60, "Suspect Jump")]
    [InlineData("air", "pm10", 150.1, 50, 1, "Suspect Jump")]
    [InlineData("air", "pm10", 50, 150.1, 61, "Good None")]
    [InlineData("air", "pm10", 50, 310, 10, "Suspect Implausible, Jump")]
    [InlineData("air", "pm10", 50, 1010, 10, "Fail OutOfRange")]
    [InlineData("air", "pm10", 50, 250, 0, "Good None")]
    [InlineData("air", "pm10", 50, 250, -5, "Good None")]
    [InlineData("air", "co", 1, 4.1, 60, "Suspect Jump")]
    [InlineData("air", "o3", 40, 101, 60, "Suspect Jump")]
    [InlineData("river", "level", 100, 151, 10, "Suspect Jump")]
    [InlineData("river", "level", 100, 151, 11, "Good None")]
    [InlineData("traffic", "flow", 0, 2500, 1, "Good None")]
    [InlineData("air", "radon", 0, 2500, 1, "NotEvaluated None")]
    public void Predecessor_JudgesTheStep(string domain, string quantity, double before, double value, int minutes, string expected) =>
        Assert.Equal(expected, Judge(domain, quantity, value, Noon, false, new Predecessor(Noon - (minutes * Minute), before)));

    [Theory]
    [InlineData("pm10", 40, "Suspect ClockAhead")]
    [InlineData("pm10", 400, "Suspect Implausible, ClockAhead")]
    [InlineData("pm10", 4000, "Fail OutOfRange, ClockAhead")]
    [InlineData("radon", 40, "Suspect ClockAhead")]
    public void ClockAhead_SuspectBesideWhateverElse(string quantity, double value, string expected) =>
        Assert.Equal(expected, Judge("air", quantity, value, Noon, true, null));

    static string Judge(string domain, string quantity, double value, long observedAt, bool clockAhead, Predecessor? before)
    {
        QuantityCatalog.TryGet(domain, quantity, out var spec);
        var (quality, reasons) = ReadingValidator.Judge(spec, value, observedAt, clockAhead, before);
        return $"{quality} {reasons}";
    }
}
