using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Readings;

public sealed class KeyFigureTests
{
    [Fact]
    public void Usual_IsWellWritten()
    {
        Assert.True(KeyFigure.TryParse(KeyFigure.Usual, out var figures, out _));

        Assert.Equal(8, figures.Count);
        Assert.Equal(new KeyFigure("air", "pm10", FigureOf.Highest), figures[0]);
    }

    [Theory]
    [InlineData("air pm10", "'air pm10' is not a domain")]
    [InlineData("sky pm10 highest", "'sky pm10 highest'")]
    [InlineData("air pm10 mean", "'air pm10 mean'")]
    [InlineData("air pm10 1", "'air pm10 1'")]
    [InlineData("air pm10 highest, air pm10 highest", "twice")]
    public void Mistake_IsNamed(string text, string why)
    {
        Assert.False(KeyFigure.TryParse(text, out _, out var said));

        Assert.Contains(why, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FigureOf.Highest, 2)]
    [InlineData(FigureOf.Lowest, 1)]
    [InlineData(FigureOf.Median, 0)]
    public void Chosen_IsTheOneThatStandsForAll(FigureOf of, int expected) =>
        Assert.Equal(expected, new KeyFigure("air", "pm10", of).Choose([5, -1, 9, 3.5, 8]) is { } at ? at : -1);

    [Fact]
    public void MedianOfFour_IsOneOfThem() => Assert.Equal(3, new KeyFigure("air", "pm10", FigureOf.Median).Choose([9, 8, 1, 2]));

    [Fact]
    public void Nothing_HasNone() => Assert.Null(new KeyFigure("air", "pm10", FigureOf.Median).Choose([]));
}
