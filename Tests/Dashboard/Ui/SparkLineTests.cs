using CityOps.Dashboard.Components.Values;
using CityOps.Dashboard.Figures;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class SparkLineTests
{
    [Fact]
    public void Line_FillsItsBox()
    {
        using var page = new PageCulture("sl-SI");

        Assert.Equal("0,22 50.5,2 100,12", SparkLine.Points([new(1_000, -10), new(1_505, 10), new(2_000, 0)], 1_000, 2_000));
    }

    [Fact]
    public void UnchangedFigure_LiesInTheMiddle() => Assert.Equal("0,12 100,12", SparkLine.Points([new(0, 7), new(10, 7)], 0, 10));

    [Fact]
    public void OnePoint_IsNoLine() => Assert.Equal("", SparkLine.Points([new(0, 7)], 0, 10));

    [Theory]
    [InlineData(1, 10.0, 10.0, 11.0, 12.0, 13.0)]
    [InlineData(-1, 13.0, 12.0, 11.0, 10.0)]
    [InlineData(0, 10.0, 14.0, 6.0, 10.1)]
    [InlineData(0)]
    [InlineData(0, 1.0, 9.0)]
    public void Direction_IsFromTheFirstQuarterToTheLast(int expected, params double[] values) =>
        Assert.Equal(expected, SparkLine.Direction([.. values.Select((value, i) => new FigurePoint(i, value))]));
}
