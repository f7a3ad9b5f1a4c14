using CityOps.Dashboard.Worker;

namespace CityOps.Tests.Dashboard.Worker;

public sealed class MessageRatesTests
{
    const long Start = 1_768_284_600_000;

    readonly MessageRates _rates = new();

    [Fact]
    public void Rate_IsThatOfTheLastMinuteOrWhatOfItWasWatched()
    {
        Assert.Null(See(0, 1_000));
        Assert.Null(See(1, 1_010));
        Assert.Equal(new MessageRate(600, 600), See(3, 1_030));
        for (var second = 4; second <= 63; second++)
        {
            See(second, 1_030);
        }

        Assert.Equal(new MessageRate(0, 0), See(64, 1_030));
    }

    [Fact]
    public void WhatWasRejected_IsReceivedAndNotStored()
    {
        See(0, 0);
        Assert.Equal(new MessageRate(120, 60), _rates.Next(SomeLedger.Of(Start + 60_000, 60, rejected: 60)));
    }

    [Fact]
    public void LedgerThatFalls_IsAnotherOne()
    {
        See(0, 1_000);
        See(10, 2_000);
        Assert.Null(See(11, 5));
        Assert.Equal(new MessageRate(60, 60), See(16, 10));
        Assert.Null(See(2, 10));
    }

    MessageRate? See(int second, long stored) => _rates.Next(SomeLedger.Of(Start + (second * 1_000L), stored));
}
