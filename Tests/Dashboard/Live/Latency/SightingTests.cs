using CityOps.Dashboard.Live.Latency;

namespace CityOps.Tests.Dashboard.Live.Latency;

public sealed class SightingTests
{
    [Fact]
    public void Value_HasThreeHops()
    {
        var seen = Sighting.Read([0, 35, 240, 60])!.Value;

        Assert.Equal((SeenKind.Value, 335, true), (seen.Kind, seen.WholeMs, seen.IsPrompt));
    }

    [Fact]
    public void Alert_HasTwo()
    {
        var seen = Sighting.Read([1, 240, 60])!.Value;

        Assert.Equal((SeenKind.Alert, 300, true), (seen.Kind, seen.WholeMs, seen.IsPrompt));
    }

    [Theory]
    [InlineData(0, 61_000, 240, 60)] // sent a minute later
    [InlineData(0, -3_000, 240, 60)] // a clock ahead of ours
    [InlineData(1, 61_000, 60)]
    public void WhatTheDeviceKept_SaysNothingAboutUs(params int[] numbers) => Assert.False(Sighting.Read(numbers)!.Value.IsPrompt);

    [Theory]
    [InlineData()]
    [InlineData(0, 35, 240)]
    [InlineData(1, 35, 240, 60)]
    [InlineData(2, 35, 60)]
    [InlineData(0, 35, 240, -5_000)]
    [InlineData(0, 35, 700_000, 60)]
    [InlineData(1, 35, 700_000)]
    public void AnythingElse_IsPassedOver(params int[] numbers) => Assert.Null(Sighting.Read(numbers));

    [Fact]
    public void Nothing_IsPassedOver() => Assert.Null(Sighting.Read(null));
}
