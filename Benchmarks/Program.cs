BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(CityOps.Benchmarks.JournalBenchmark).Assembly).Run(args);
