using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Readings;

public sealed class QualityTests
{
    [Theory]
    [InlineData(Quality.Good, 1, "good")]
    [InlineData(Quality.NotEvaluated, 2, "notEvaluated")]
    [InlineData(Quality.Suspect, 3, "suspect")]
    [InlineData(Quality.Fail, 4, "fail")]
    [InlineData(Quality.Missing, 9, "missing")]
    public void Quality_NumberAndWord(Quality quality, int number, string word)
    {
        Assert.Equal(number, (int)quality);
        Assert.Equal(word, quality.ToWire());
    }

    [Theory]
    [InlineData(QualityReasons.None, "")]
    [InlineData(QualityReasons.ClockAhead | QualityReasons.OutOfRange, "out_of_range,clock_ahead")]
    [InlineData((QualityReasons)15, "out_of_range,implausible,jump,clock_ahead")]
    public void Reasons_WordsInOneOrder(QualityReasons reasons, string expected) =>
        Assert.Equal(expected, string.Join(',', reasons.ToWire()));
}
