# 办事通. `make` lists what there is; everything else is in deploy/stack (standard library only).

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
STACK := $(PYTHON) -m deploy.stack

.DEFAULT_GOAL := help
.PHONY: help up start stop status test check evaluate bench load clean

help: ## 列出所有命令
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: ## 准备好一切并启动，打印网址；按 Ctrl-C 停下
	@$(STACK) up

start: ## 同上，在后台运行；就绪后返回
	@$(STACK) start

stop: ## 停下后台运行的一切
	@$(STACK) stop

status: ## 看每个进程的状态、内存、是否就绪
	@$(STACK) status

test: ## 装好缺少的东西，运行全部测试，说明哪些没能运行
	@$(STACK) test

check: ## 格式、静态检查、类型、引用方向、对话数据、文档链接
	@$(STACK) check

evaluate: ## 对正在运行的系统做评测，按类别列出结果
	@$(STACK) env
	@.venv/bin/python -m evaluation all

bench: ## 与只装 Rasa 的系统比速度
	@$(STACK) env
	@.venv/bin/python -m evaluation bench

load: ## 用 Locust 做压力测试
	@$(STACK) env
	@.venv/bin/python -m evaluation load

clean: ## 删去数据、模型、日志和缓存（不删两个环境）
	@$(STACK) clean
